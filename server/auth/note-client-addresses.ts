import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { BlockList } from 'node:net'
import { CLIENT_ADDRESS_HEADER, clientAddress } from '../domain/client-address.ts'

/** Next overwrites nothing that a client sends as X-Forwarded-For, so the socket's address is noted before Next sees the request. */
export function noteClientAddresses(trusted: BlockList): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const forwarded = request.headers['x-forwarded-for']
    const chain = Array.isArray(forwarded) ? forwarded.join(',') : forwarded
    request.headers[CLIENT_ADDRESS_HEADER] = clientAddress(request.socket.remoteAddress, chain, trusted)
  })
}
