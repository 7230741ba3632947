import { describe, expect, test } from 'vitest'
import { combined, pickTraits } from './pick-traits.ts'
import { faultNames } from './simulator/faults.ts'
import { checkTraits, clash, describeTraits, parseTraits, TRAITS, type Trait, traitOf } from './traits.ts'

const names = TRAITS.map(({ name }) => name)

describe('the list', () => {
  test('has every name once, and its conflicts are names of the list', () => {
    expect(new Set(names).size).toBe(names.length)
    for (const { name, conflicts } of TRAITS as readonly Trait[]) expect(names, name).toEqual(expect.arrayContaining([...conflicts]))
  })

  // A trait that is said to fail and switches nothing on would make every row that expects it a lie.
  test('says of a trait that the upgrade fails only where a fault of that name is there', () => {
    const failing = TRAITS.filter(({ panel }) => panel === 'fails').map(({ name }) => name)
    expect(failing.length).toBeGreaterThan(0)
    expect(Object.keys(faultNames)).toEqual(expect.arrayContaining(failing))
  })

  test('describes each by one sentence', () => {
    expect(describeTraits(['version-ce'])).toBe('version-ce              oms_version carries an edition: 3.4.0-CE.')
    for (const name of names) expect(traitOf(name).is, name).toMatch(/^\S.*\.$/)
  })
})

describe('what a person types', () => {
  test('is read with spaces, and twice the same is once', () => {
    expect(parseTraits('')).toEqual([])
    expect(parseTraits(' version-v, triggers,version-v')).toEqual(['version-v', 'triggers'])
  })

  test('is refused where a name is unknown or two do not go together, whichever comes first', () => {
    expect(() => parseTraits('version-x')).toThrow('no trait "version-x"')
    expect(() => parseTraits('version-v,version-bp')).toThrow('version-v and version-bp')
    expect(() => parseTraits('version-bp,version-v')).toThrow('cannot be had together')
  })
})

describe('a picked set', () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed)

  test('is the same for the same seed and others for others', () => {
    expect(pickTraits(7)).toEqual(pickTraits('7'))
    expect(new Set(seeds.map((seed) => pickTraits(seed).join())).size).toBeGreaterThan(190)
  })

  // Anything else would turn rows red that have nothing to do with the trait.
  test('goes together and needs neither a person nor a minute', () => {
    for (const seed of seeds) {
      const picked = pickTraits(seed)
      expect(() => checkTraits(picked)).not.toThrow()
      expect(picked.map(traitOf).every(({ panel, isSlow, apart }) => panel === 'goes on' && !isSlow && apart === undefined)).toBe(true)
      expect(picked).toHaveLength(7)
    }
  })

  test('has nothing of what it has to do without', () => {
    const without = pickTraits(7)
    expect(pickTraits(7, { without }).filter((name) => without.includes(name))).toEqual([])
    expect(pickTraits(7, { count: 2 })).toHaveLength(2)
  })

  test('leaves out none in the long run', () => {
    const met = new Set(seeds.flatMap((seed) => pickTraits(seed)))
    expect(
      names.filter((name) => traitOf(name).panel === 'goes on' && !traitOf(name).isSlow && !traitOf(name).apart && !met.has(name)),
    ).toEqual([])
  })
})

test('combined sets hold every trait once and no two that clash', () => {
  const sets = combined(names)
  expect(sets.flat().toSorted()).toEqual(names.toSorted())
  for (const set of sets) expect(set.some((one) => set.some((other) => clash(one, other)))).toBe(false)
  expect(sets.length).toBeLessThan(6)
})
