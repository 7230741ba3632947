import type { MetaDbTlsMode } from '../contract/metadb-tls.ts'

interface Client {
  tls(mode: MetaDbTlsMode, caFile: string): Record<string, string | number>
  /** Whether it loads whatever plugin a server names, the ones that hand over the password too. */
  loadsAnyPlugin: boolean
}

/**
 * The client programs, not the servers: how each is told what a mode means, as lines of its option file. MariaDB's client of 11.4 and later
 * refuses a server whose certificate it cannot prove, also one without TLS, unless it is told not to; older ones take the same words.
 * `loose-`: programs that do not know the option go on without it. Never where it is what proves the server.
 */
export const CLIENTS: Record<'mysql' | 'mariadb', Client> = {
  mysql: {
    tls: (mode, caFile) =>
      mode === 'verified'
        ? { 'ssl-mode': 'VERIFY_IDENTITY', 'ssl-ca': caFile }
        : // Without TLS caching_sha2_password needs the server's key, and only asks for it when told.
          { 'ssl-mode': mode === 'off' ? 'DISABLED' : 'PREFERRED', 'loose-get-server-public-key': 1 },
    loadsAnyPlugin: false,
  },
  mariadb: {
    tls: (mode, caFile) =>
      mode === 'verified'
        ? { ssl: 1, 'ssl-verify-server-cert': 1, 'ssl-ca': caFile }
        : { ssl: mode === 'off' ? 0 : 1, 'loose-ssl-verify-server-cert': 0 },
    loadsAnyPlugin: true,
  },
}

/** Plugins of MariaDB's client that answer a challenge or encrypt the password. Not among them: dialog and mysql_clear_password. */
export const ANSWER_A_CHALLENGE = ['caching_sha2_password', 'client_ed25519', 'mysql_native_password', 'parsec', 'sha256_password']
