import mysql, { type AuthPlugin, type ConnectionOptions } from 'mysql2'
import type { MetaDbTls } from '../../contract/metadb-tls.ts'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

type Protection = Pick<ConnectionOptions, 'ssl' | 'authPlugins' | 'enableCleartextPlugin'>

// The server's plugins that hand the password over as it is: PAM through MariaDB's client, and PAM, LDAP and others through MySQL's.
const CLEAR = ['mysql_clear_password', 'dialog']
// Both answer a challenge, but the driver has neither: MariaDB's ed25519 takes passwords of any length for a key, which no library of Node
// does, and parsec sends packets that the driver takes for errors.
const UNSUPPORTED = ['client_ed25519', 'parsec']

/** How a session is encrypted and which ways to sign in are left to the server. Only one that was proven may have the password itself. */
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
    authPlugins: {
      ...Object.fromEntries([...unsupported, ...CLEAR.map((plugin) => [plugin, refuse(() => clearPassword(plugin))] as const)]),
      // Inside TLS that proves nobody both would send the password as it is; with the server's public key they encrypt it.
      caching_sha2_password: mysql.authPlugins.caching_sha2_password({ overrideIsSecure: false }),
      sha256_password: ({ connection, command }) =>
        mysql.authPlugins.sha256_password({})({ connection: Object.create(connection, { stream: { value: null } }), command }),
    },
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
