import { expect, test } from 'vitest'
import { CLIENTS } from './client-tls.ts'

// MariaDB's client of 11.4 and later refuses a server whose certificate nothing proves, also one that has no TLS at all: no dump, no restore.
test('without a CA no client asks for a proof, and programs that do not know the option go on', () => {
  for (const mode of ['off', 'offered'] as const) {
    expect(CLIENTS.mariadb.tls(mode, '/ca')).toMatchObject({ 'loose-ssl-verify-server-cert': 0 })
    expect(CLIENTS.mariadb.tls(mode, '/ca')).not.toHaveProperty('ssl-ca')
  }
  expect(CLIENTS.mysql.tls('off', '/ca')).toMatchObject({ 'ssl-mode': 'DISABLED' })
  expect(CLIENTS.mysql.tls('offered', '/ca')).toMatchObject({ 'ssl-mode': 'PREFERRED' })
})

// A program that passed over the option would talk to anybody.
test('with a CA every client has to prove the server, or fail', () => {
  expect(CLIENTS.mariadb.tls('verified', '/ca')).toEqual({ ssl: 1, 'ssl-verify-server-cert': 1, 'ssl-ca': '/ca' })
  expect(CLIENTS.mysql.tls('verified', '/ca')).toEqual({ 'ssl-mode': 'VERIFY_IDENTITY', 'ssl-ca': '/ca' })
})
