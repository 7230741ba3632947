import { describe, expect, test } from 'vitest'
import { lostKept, type Move, type SwapTriple, swapMoves, swapState, undoMoves } from './swap-state.ts'

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

    const back = undoMoves(BOTH, 'in', places(done))
    const half = moved(done, back.out)
    const undone = moved(half, back.in)
    expect([half, undone].map((at) => swapState(BOTH, places(at)))).toEqual(['out', 'before'])
    expect(undoMoves(BOTH, 'out', places(half)).out).toEqual([])
    expect(undoMoves(BOTH, 'before', places(BEFORE))).toEqual({ out: [], in: [] })
    expect(Object.values(undone).map((tables) => tables.sort())).toEqual(Object.values(BEFORE).map((tables) => tables.sort()))
  })

  // One database old and one new under the real names is what must never be called any of the three.
  test('one database swapped and the other not is none of them', () => {
    const half = moved(BEFORE, [...swapMoves([rm], 'before').out, ...swapMoves([rm], 'before').in])
    expect(swapState(BOTH, places(half))).toBe('mixed')
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

  // Somebody works in the live databases while a swap waits for a lock, or after it: what is gone is gone, and the rest is where it was.
  test('a live table that somebody dropped hides nothing that the others tell', () => {
    const { out: leaving, in: coming } = swapMoves(BOTH, 'before')
    const done = moved(moved(BEFORE, leaving), coming)
    expect(swapState(BOTH, places({ ...BEFORE, rm: ['b', 'added'] }))).toBe('before')
    expect(swapState(BOTH, places({ ...BEFORE, rm: [] }))).toBe('before')
    const lacking = { ...done, rm: ['b'] }
    expect(swapState(BOTH, places(lacking))).toBe('in')
    const { out, in: back } = undoMoves(BOTH, 'in', places(lacking))
    const undone = moved(moved(lacking, out), back)
    expect([undone['rm']?.sort(), swapState(BOTH, places(undone))]).toEqual([['a', 'added', 'b'], 'before'])
    // What was replaced is nowhere else: without a table of it there is no way back to it.
    expect(swapState(BOTH, places({ ...done, rm_kept: ['a', 'b'] }))).toBe('mixed')
  })

  // A clean-up of databases with odd names must not end in a rollback that can neither go on nor back, with OMS down.
  test('a copy or a kept database that somebody dropped hides nothing that the others tell', () => {
    const without = (of: Places, name: string): Places => Object.fromEntries(Object.entries(of).filter(([database]) => database !== name))
    const { out: leaving, in: coming } = swapMoves(BOTH, 'before')
    const out = moved(BEFORE, leaving)
    const done = moved(out, coming)
    const stateOf = (of: Places, name: string) => swapState(BOTH, places(without(of, name)))
    expect([BEFORE, out, done].map((at) => stateOf(at, 'rm_new'))).toEqual(['before', 'out', 'in'])
    expect([out, done].map((at) => stateOf(at, 'rm_kept'))).toEqual(['out', 'in'])
    expect(swapState(BOTH, places({ ...BEFORE, rm_new: ['a'] }))).toBe('before')
    expect(lostKept(BOTH, places(without(done, 'rm_kept')))).toEqual(['rm_kept'])
    expect(lostKept(BOTH, places(done))).toEqual([])
    // With both gone the same names could be either.
    expect(swapState(BOTH, places(without(without(done, 'rm_kept'), 'rm_new')))).toBe('mixed')
    expect(swapState(BOTH, places({ ...done, rm_kept: ['a'] }))).toBe('mixed')
  })

  test('of a database that was empty before, a copy that is gone does not hide that its tables came in', () => {
    const created: SwapTriple = { database: 'x', copy: 'x_new', kept: 'x_kept', out: [], in: ['t'] }
    expect(swapState([created], places({ x: ['t'], x_kept: [] }))).toBe('in')
    expect(swapState([created], places({ x: [], x_kept: [] }))).toBe('before')
  })

  test('where nothing has to move, nothing is left to do', () => {
    expect(swapState([{ ...cm, out: [], in: [] }], new Map())).toBe('in')
  })
})
