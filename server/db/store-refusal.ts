/** Why a command does not touch the store, in words for whoever called it. Its text holds no secret. */
export class StoreRefusal extends Error {
  readonly reason: 'in-use' | 'unfit'

  constructor(reason: 'in-use' | 'unfit', message: string) {
    super(message)
    this.name = 'StoreRefusal'
    this.reason = reason
  }
}
