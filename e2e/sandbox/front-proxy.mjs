// A proxy in front of the console, as sites have one: it accepts while OMS is down, and answers 502.
// Called by the sandbox: node front-proxy.mjs <address> <port> <target URL>
import { createServer, request } from 'node:http'

const [, , address, port, target] = process.argv
const PAGE = '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr>front</body></html>\n'

function refuse(response) {
  if (response.headersSent) return response.destroy()
  response.writeHead(502, { 'content-type': 'text/html', server: 'front' }).end(PAGE)
}

createServer((incoming, response) => {
  const { method, headers } = incoming
  const outgoing = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('error', () => response.destroy()).pipe(response)
  })
  outgoing.on('error', () => refuse(response))
  incoming.on('error', () => outgoing.destroy()).pipe(outgoing)
}).listen(Number(port), address)
