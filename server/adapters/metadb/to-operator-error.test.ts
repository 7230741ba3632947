import { expect, test } from 'vitest'
import { Secret } from '../../domain/secret.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { toOperatorError } from './to-operator-error.ts'

const login: MetaDbLogin = { host: 'h', port: 1, user: 'u', password: new Secret('pass-Word'), tls: { mode: 'offered' } }

// "Wrong password" and "does not speak the MySQL protocol" sent people to look in the wrong place.
test.each([
  [
    { errno: 3159, message: 'Connections using insecure transport are prohibited' },
    'offered',
    'metadb.tlsRequired',
    'metadb.tlsRequiredHint',
  ],
  [{ errno: 1045, message: 'Access denied' }, 'offered', 'metadb.accessDenied', 'metadb.checkAccount'],
  [{ errno: 1045, message: 'Access denied' }, 'off', 'metadb.accessDenied', 'metadb.checkAccountOrTls'],
  [
    { errno: 1251, message: 'Client does not support authentication protocol' },
    'offered',
    'metadb.unknownPlugin',
    'metadb.unknownPluginHint',
  ],
  [{ errno: 1524, message: "Plugin 'mysql_native_password' is not loaded" }, 'offered', 'metadb.unknownPlugin', 'metadb.unknownPluginHint'],
  [
    { code: 'AUTH_SWITCH_PLUGIN_ERROR', message: 'Server requests authentication using unknown plugin client_ed25519' },
    'offered',
    'metadb.unknownPlugin',
    'metadb.unknownPluginHint',
  ],
  [
    { code: 'HANDSHAKE_NO_SSL_SUPPORT', message: 'Server does not support secure connection' },
    'offered',
    'metadb.tlsNotOffered',
    'metadb.tlsNotOfferedHint',
  ],
  [{ code: 'HANDSHAKE_SSL_ERROR', message: 'wrong version number' }, 'offered', 'metadb.tlsFailed', 'metadb.tlsFailedHint'],
  [{ errno: 1153, message: 'Got a packet bigger than max_allowed_packet' }, 'offered', 'metadb.packetTooSmall', 'metadb.raisePacket'],
] as const)('%j with TLS %s is named as what it is', (cause, mode, said, hint) => {
  const { problem } = toOperatorError(Object.assign(new Error(cause.message), cause), { ...login, tls: { mode } }, true)
  expect([problem.said.key, problem.hint?.key]).toEqual([said, hint])
})
