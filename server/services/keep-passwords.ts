import type { Cipher } from '../db/cipher.ts'
import type { Transaction } from '../db/open-store.ts'
import { Secret } from '../domain/secret.ts'

/** What a person typed to replace what is stored; empty or absent: what is stored stays. */
export interface TypedPasswords {
  metaDbPassword?: string | undefined
  consoleUser?: string | undefined
  consolePassword?: string | undefined
}

/** Seals what was typed into the installation's row. Returns the names of what was replaced. */
export async function keepPasswords(
  tx: Transaction,
  cipher: Cipher,
  installationId: string,
  { metaDbPassword, consoleUser, consolePassword }: TypedPasswords,
): Promise<string[]> {
  const data = {
    ...(metaDbPassword ? { metaPasswordEnc: cipher.seal(new Secret(metaDbPassword), 'metadb') } : {}),
    ...(consoleUser ? { consoleUser } : {}),
    ...(consolePassword ? { consolePasswordEnc: cipher.seal(new Secret(consolePassword), 'console') } : {}),
  }
  if (Object.keys(data).length > 0) await tx.installation.update({ where: { id: installationId }, data })
  return Object.keys(data).map((column) => column.replace(/Enc$/, ''))
}
