import { type Server as HttpServer, Server as PlainHttpServer } from 'node:http'
import { Server as TlsServer } from 'node:https'
import type { Server } from 'node:net'

/** Listens on one address only, so that several nodes can live on one host. Resolves with what closes it, open requests included. */
export function listen(server: Server | HttpServer | TlsServer, port: number, host: string): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host }, () => {
      server.off('error', reject)
      resolve(
        () =>
          new Promise((closed) => {
            server.close(() => closed())
            if (server instanceof PlainHttpServer || server instanceof TlsServer) server.closeAllConnections()
          }),
      )
    })
  })
}
