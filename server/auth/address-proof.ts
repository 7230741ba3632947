import { createHmac, timingSafeEqual } from 'node:crypto'

/** Shows that the panel itself noted this address: whoever else writes the header cannot know it. */
export function addressProof(secret: string, address: string): string {
  return createHmac('sha256', secret).update(`client address ${address}`).digest('base64url')
}

export function isProven(secret: string, address: string, proof: string): boolean {
  const [mine, theirs] = [addressProof(secret, address), proof].map((text) => Buffer.from(text))
  return mine !== undefined && theirs !== undefined && mine.length === theirs.length && timingSafeEqual(mine, theirs)
}
