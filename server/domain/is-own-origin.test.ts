import { expect, test } from 'vitest'
import { isOwnOrigin } from './is-own-origin.ts'

// Whoever gets past this makes the browser of an operator drive a Docker engine.
test.each([
  ['http://127.0.0.1:3000', '127.0.0.1:3000', null, true],
  ['http://panel.example', 'panel.example', null, true],
  ['https://127.0.0.1:3000', '127.0.0.1:3000', null, false],
  ['http://127.0.0.1:3001', '127.0.0.1:3000', null, false],
  ['http://127.0.0.1', '127.0.0.1:3000', null, false],
  ['http://evil.example', '127.0.0.1:3000', null, false],
  ['http://user@127.0.0.1:3000', '127.0.0.1:3000', null, false],
  ['null', '127.0.0.1:3000', null, false],
  ['http://null', null, null, false],
  [null, '127.0.0.1:3000', null, false],
  [null, null, null, false],
  ['https://panel.example', '127.0.0.1:3000', 'https://panel.example', true],
  ['http://panel.example', 'panel.example', 'https://panel.example', false],
  ['https://panel.example:444', 'panel.example', 'https://panel.example', false],
  ['https://panel.example.evil.example', 'panel.example.evil.example', 'https://panel.example', false],
  ['http://127.0.0.1:3000', '127.0.0.1:3000', 'https://panel.example', false],
  [null, 'panel.example', 'https://panel.example', false],
])('Origin %s with Host %s and BASE_URL %s is the panel: %s', (origin, host, baseUrl, isOwn) => {
  expect(isOwnOrigin(origin, host, baseUrl)).toBe(isOwn)
})
