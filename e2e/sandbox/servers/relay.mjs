// Listens on loopback addresses for a server that can only be reached by its socket file: relay.mjs <socket file> <port> <address>...
import { connect, createServer } from 'node:net'

const [socketPath, port, ...addresses] = process.argv.slice(2)

for (const host of addresses) {
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect(socketPath)
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.destroy())
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
    client.pipe(upstream).pipe(client)
  })
  server.listen({ host, port: Number(port) })
}
