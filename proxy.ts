import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'

/** Set on the request for the layout, which does not know the address of the page it is drawn for. */
const PATH_HEADER = 'x-panel-path'

function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'none'",
    // The development server evaluates what it reloads.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "worker-src 'self'",
    `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Widths of bars and places of virtual rows are attributes; an attribute cannot load anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A fresh nonce and the headers of every page. Who may see what is judged by each action and route, not here. */
export function proxy(request: NextRequest) {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  if (process.env.BASE_URL?.startsWith('https://')) response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

// Uploads must not pass through here: Next would keep a copy of their bodies.
export const config = { matcher: '/((?!_next/static/|api/).*)' }
