import { subscribe } from 'node:diagnostics_channel'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { BlockList } from 'node:net'
import { CLIENT_ADDRESS_HEADER, CLIENT_PROOF_HEADER, clientAddress } from '../domain/client-address.ts'
import { FOREIGN_ORIGIN_HEADER, isOwnOrigin } from '../domain/is-own-origin.ts'
import { addressProof, isProven } from './address-proof.ts'

interface Marks {
  trustedProxies: BlockList
  baseUrl: string | null
  secret: string
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(',') : value)

/** Sets on every request what Next and the panel believe, before Next sees it; what a client sends under these names is thrown away. */
export function markRequests(marks: Marks): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    markRequest(request.headers, request.socket.remoteAddress, marks)
  })
}

export function markRequest(headers: IncomingHttpHeaders, peer: string | undefined, { trustedProxies, baseUrl, secret }: Marks): void {
  const noted = one(headers[CLIENT_ADDRESS_HEADER])
  // Next forwards an action to the page that has it by a request to itself; that one keeps the address of whoever asked first.
  if (noted === undefined || !isProven(secret, noted, one(headers[CLIENT_PROOF_HEADER]) ?? '')) {
    const address = clientAddress(peer, one(headers['x-forwarded-for']), trustedProxies)
    headers[CLIENT_ADDRESS_HEADER] = address
    headers[CLIENT_PROOF_HEADER] = addressProof(secret, address)
    delete headers[FOREIGN_ORIGIN_HEADER]
  }
  // Next compares Origin with this header rather than with Host, whoever wrote it.
  if (baseUrl === null) delete headers['x-forwarded-host']
  else headers['x-forwarded-host'] = new URL(baseUrl).host
  const origin = headers.origin
  if (origin === undefined || isOwnOrigin(origin, headers.host ?? null, baseUrl)) return
  // Next would end such a request without words and without a trace. Without Origin it comes to the panel's own check, which refuses it.
  headers[FOREIGN_ORIGIN_HEADER] = origin.slice(0, 200)
  delete headers.origin
}
