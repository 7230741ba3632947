import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./components/i18n/request.ts')

// The Content-Security-Policy carries a nonce a page and is set in proxy.ts.
const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
]

const config: NextConfig = {
  headers: async () => [
    { source: '/(.*)', headers: HEADERS },
    // Nothing under it is a page, so nothing that it answers may load or run anything.
    { source: '/api/:path*', headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }] },
  ],
  // One page a journey; the first one is where somebody begins.
  redirects: async () => [{ source: '/help', destination: '/help/adopt', permanent: false }],
  // Nobody waits for a title here; streamed after the page, it would be missing for a moment to whoever has the page read aloud.
  htmlLimitedBots: /.*/,
  poweredByHeader: false,
  // The development server would print the arguments of actions, passwords among them.
  logging: { serverFunctions: false },
  reactStrictMode: true,
  // Native and dynamic-require packages stay outside the bundle.
  serverExternalPackages: [
    '@libsql/client',
    '@prisma/adapter-libsql',
    'libsql',
    'dockerode',
    'mysql2',
    'pino',
    'better-auth',
    'nodemailer',
    'rate-limiter-flexible',
  ],
}

export default withNextIntl(config)
