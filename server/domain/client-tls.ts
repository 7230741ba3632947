import type { MetaDbTlsMode } from '../contract/metadb-tls.ts'

/**
 * How a client program of MySQL or MariaDB is told what `mode` means, as lines of its option file. MariaDB's client of 11.4 and later
 * refuses a server whose certificate it cannot prove, also one without TLS, unless it is told not to; older ones take the same words.
 * `loose-`: programs that do not know the option go on without it. Never where it is what proves the server.
 */
export function tlsOptions(family: 'mysql' | 'mariadb', mode: MetaDbTlsMode, caFile: string): Record<string, string | number> {
  if (family === 'mysql') {
    // Without TLS caching_sha2_password needs the server's key, and only asks for it when told.
    if (mode === 'verified') return { 'ssl-mode': 'VERIFY_IDENTITY', 'ssl-ca': caFile }
    return { 'ssl-mode': mode === 'off' ? 'DISABLED' : 'PREFERRED', 'loose-get-server-public-key': 1 }
  }
  if (mode === 'verified') return { ssl: 1, 'ssl-verify-server-cert': 1, 'ssl-ca': caFile }
  return { ssl: mode === 'off' ? 0 : 1, 'loose-ssl-verify-server-cert': 0 }
}

/** Plugins of MariaDB's client that answer a challenge or encrypt the password. Not among them: dialog and mysql_clear_password. */
export const ANSWER_A_CHALLENGE = ['caching_sha2_password', 'client_ed25519', 'mysql_native_password', 'parsec', 'sha256_password']
