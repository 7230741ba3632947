import type { AuthPlugin, ConnectionOptions } from 'mysql2'
import type { MetaDbTls } from '../../contract/metadb-tls.ts'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

type Protection = Pick<ConnectionOptions, 'ssl' | 'authPlugins' | 'enableCleartextPlugin'>

// The server's plugins that hand the password over as it is: PAM through MariaDB's client, and PAM, LDAP and others through MySQL's.
const CLEAR = ['mysql_clear_password', 'dialog']
// Both answer a challenge, but the driver has neither: MariaDB's ed25519 takes passwords of any length for a key, which no library of Node
// does, and parsec sends packets that the driver takes for errors.
const UNSUPPORTED = ['client_ed25519', 'parsec']

/**
 * How a session is encrypted and which ways to sign in are left to the server. Only one that was proven may ask for the password itself.
 * sha256_password and caching_sha2_password stay: they encrypt it, inside TLS by that alone, because a server accepts its public key only
 * outside of it. Either way nobody who only listens can read it, and somebody who answers in the server's place could.
 */
export function signInProtection(tls: MetaDbTls, offersTls: boolean): Protection {
  const unsupported = UNSUPPORTED.map((plugin) => [plugin, refuse(() => unknownPlugin(plugin))] as const)
  if (tls.mode === 'verified') {
    return {
      ssl: { ca: tls.ca, rejectUnauthorized: true, verifyIdentity: true },
      enableCleartextPlugin: true,
      authPlugins: Object.fromEntries([...unsupported, ['dialog', refuse(() => unknownPlugin('dialog'))]]),
    }
  }
  return {
    ...(tls.mode === 'offered' && offersTls && { ssl: { rejectUnauthorized: false } }),
    authPlugins: Object.fromEntries([...unsupported, ...CLEAR.map((plugin) => [plugin, refuse(() => clearPassword(plugin))] as const)]),
  }
}

function refuse(problem: () => OperatorError): AuthPlugin {
  return () => {
    throw problem()
  }
}

export function clearPassword(plugin: string, raw?: string): OperatorError {
  return new OperatorError('refused', say('metadb.clearPassword', { plugin }), {
    hint: say('metadb.clearPasswordHint'),
    field: 'metaDb.tls.mode',
    ...(raw !== undefined && { raw }),
  })
}

export function unknownPlugin(plugin: string, raw?: string): OperatorError {
  return new OperatorError('refused', say('metadb.unknownPlugin', { plugin }), {
    hint: say('metadb.unknownPluginHint'),
    field: 'metaDb.user',
    ...(raw !== undefined && { raw }),
  })
}
