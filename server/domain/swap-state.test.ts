import { describe, expect, test } from 'vitest'
import { type Move, type SwapTriple, swapMoves, swapState, undoMoves } from './swap-state.ts'

const rm: SwapTriple = { database: 'rm', copy: 'rm_new', kept: 'rm_kept', out: ['a', 'b', 'added'], in: ['a', 'b'] }
const cm: SwapTriple = { database: 'cm', copy: 'cm_new', kept: 'cm_kept', out: ['host'], in: ['host'] }
const BOTH = [rm, cm]

type Places = Record<string, string[]>
const BEFORE: Places = { rm: ['a', 'b', 'added'], rm_new: ['a', 'b'], rm_kept: [], cm: ['host'], cm_new: ['host'], cm_kept: [] }
const places = (of: Places) => new Map(Object.entries(of))

/** As the server does it: all moves of a statement or none. */
function moved(of: Places, moves: Move[]): Places {
  const next = structuredClone(of)
  for (const { from, to } of moves) {
    next[from.database] = (next[from.database] ?? []).filter((table) => table !== from.table)
    next[to.database] = [...(next[to.database] ?? []), to.table]
  }
  return next
}

describe('where a swap stands', () => {
  test('it is found at each point of a swap in two statements, and back again', () => {
    const forward = swapMoves(BOTH, 'before')
    const out = moved(BEFORE, forward.out)
    const done = moved(out, forward.in)
    expect([BEFORE, out, done].map((at) => swapState(BOTH, places(at)))).toEqual(['before', 'out', 'in'])

    expect(moved(out, swapMoves(BOTH, 'out').in)).toEqual(done)
    expect(swapMoves(BOTH, 'in')).toEqual({ out: [], in: [] })

    const back = undoMoves(BOTH, 'in')
    const half = moved(done, back.out)
    const undone = moved(half, back.in)
    expect([half, undone].map((at) => swapState(BOTH, places(at)))).toEqual(['out', 'before'])
    expect(undoMoves(BOTH, 'out').out).toEqual([])
    expect(undoMoves(BOTH, 'before')).toEqual({ out: [], in: [] })
    expect(Object.values(undone).map((tables) => tables.sort())).toEqual(Object.values(BEFORE).map((tables) => tables.sort()))
  })

  // One database old and one new under the real names is what must never be called any of the three.
  test('one database swapped and the other not is none of them', () => {
    const half = moved(BEFORE, [...swapMoves([rm], 'before').out, ...swapMoves([rm], 'before').in])
    expect(swapState(BOTH, places(half))).toBe('mixed')
    expect(swapState(BOTH, places({ ...BEFORE, rm: ['a'] }))).toBe('mixed')
    expect(swapState(BOTH, new Map())).toBe('mixed')
  })

  test('a database that has no tables, before or after, does not hide where the others are', () => {
    const empty: SwapTriple = { database: 'hb', copy: 'hb_new', kept: 'hb_kept', out: [], in: [] }
    const gone: SwapTriple = { database: 'x', copy: 'x_new', kept: 'x_kept', out: [], in: ['t'] }
    const triples = [...BOTH, empty, gone]
    const begin = { ...BEFORE, x_new: ['t'] }
    const { out, in: coming } = swapMoves(triples, 'before')
    expect(swapState(triples, places(begin))).toBe('before')
    expect(swapState(triples, places(moved(begin, out)))).toBe('out')
    expect(swapState(triples, places(moved(moved(begin, out), coming)))).toBe('in')
  })

  test('where nothing has to move, nothing is left to do', () => {
    expect(swapState([{ ...cm, out: [], in: [] }], new Map())).toBe('in')
  })
})
