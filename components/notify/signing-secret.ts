const BYTES = 32

/** A new secret as Standard Webhooks spells it, made in the browser, where it can be copied to the receiver. */
export function signingSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(BYTES))))}`
}
