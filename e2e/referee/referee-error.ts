/** The referee could not see the world: never to be taken for "equal", nor for "different". */
export class RefereeError extends Error {
  override name = 'RefereeError'
}
