/** The right to change the outside, asked at the last moment before each request, statement or process. */
export interface Permit {
  /** Throws LeaseLost where the right is gone, or may be gone. */
  check(): void
}
