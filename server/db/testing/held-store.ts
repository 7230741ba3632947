import type { Store } from '../open-store.ts'

/** Holds the store's only write lock, as another process in the middle of a transaction does, until `end` is called. */
export async function heldStore(other: Store): Promise<{ end(): Promise<void> }> {
  let letGo = () => {}
  const mayEnd = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let transaction: Promise<void> = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    transaction = other.$transaction(
      async (tx) => {
        await tx.upgradeJob.updateMany({ data: { toVersion: '3.4.1' } })
        resolve()
        await mayEnd
      },
      { timeout: 60_000 },
    )
    transaction.catch(reject)
  })
  return {
    async end() {
      letGo()
      await transaction
    },
  }
}
