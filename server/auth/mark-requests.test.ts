import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { trustedProxies } from '../domain/client-address.ts'
import { addressProof } from './address-proof.ts'
import { markRequest } from './mark-requests.ts'

const MARKS: Parameters<typeof markRequest>[2] = {
  trustedProxies: trustedProxies(['127.0.0.1']),
  baseUrl: null,
  secret: 'a secret of this test',
}

function marked(headers: IncomingHttpHeaders, peer: string, changed: Partial<typeof MARKS> = {}) {
  markRequest(headers, peer, { ...MARKS, ...changed })
  return headers
}

// A client that names its own address is never locked out, and the audit trail accuses somebody else.
test('an address that a client claims is thrown away, with a proof or without', () => {
  for (const proof of [undefined, '', 'x', addressProof('another secret', '6.6.6.6'), addressProof(MARKS.secret, '7.7.7.7')]) {
    const headers = marked({ 'x-panel-client': '6.6.6.6', ...(proof !== undefined && { 'x-panel-client-proof': proof }) }, '203.0.113.9')
    expect(headers).toMatchObject({ 'x-panel-client': '203.0.113.9', 'x-panel-client-proof': addressProof(MARKS.secret, '203.0.113.9') })
  }
})

// Next sends an action that the page does not have to itself, so that the second request comes from this host, which may be a trusted proxy.
test('a request that Next forwards to itself keeps the address of whoever asked', () => {
  const first = marked({ 'x-forwarded-for': '6.6.6.6' }, '203.0.113.9')
  expect(marked({ ...first }, '127.0.0.1')['x-panel-client']).toBe('203.0.113.9')
})

test('a foreign origin is kept from Next, so that the panel itself refuses it, and one of its own stays', () => {
  const foreign = marked({ host: 'panel.example', origin: 'http://evil.example' }, '203.0.113.9')
  expect(foreign.origin).toBeUndefined()
  expect(foreign['x-panel-foreign-origin']).toBe('http://evil.example')
  expect(marked({ ...foreign }, '127.0.0.1')['x-panel-foreign-origin']).toBe('http://evil.example')
  expect(marked({ host: 'panel.example', origin: 'http://panel.example' }, '203.0.113.9').origin).toBe('http://panel.example')
})

// Next compares Origin with X-Forwarded-Host where there is one.
test('a host that a client claims to be forwarded from is thrown away', () => {
  const claimed = () => ({ host: 'panel.example', 'x-forwarded-host': 'evil.example' })
  expect(marked(claimed(), '203.0.113.9')).not.toHaveProperty('x-forwarded-host')
  expect(marked(claimed(), '203.0.113.9', { baseUrl: 'https://panel.example:8443' })['x-forwarded-host']).toBe('panel.example:8443')
})
