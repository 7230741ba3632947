import { expect, test } from 'vitest'
import { guideOnSite } from './guide-on-site.ts'
import { combined } from './pick-traits.ts'
import { TRAITS, type Trait, type TraitName } from './traits.ts'

const PATIENCE = 150_000
/** Every trait that the guide allows in as few runs as can be; one by one: npm run test:document. */
const ALLOWED: TraitName[] = TRAITS.filter((trait: Trait) => trait.guide === 'passes' && !trait.isSlow).map(({ name }) => name)

// The panel's tests prove nothing if the simulator only ever meets the panel: here it meets the document alone.
test.each<{ site: TraitName[] }>([{ site: [] }, ...combined(ALLOWED).map((site) => ({ site }))])(
  'the document by hand leads to V3.4.0 Online, and V3.3.1 does not start on what it left: $site',
  { timeout: PATIENCE },
  async ({ site }) => {
    expect(await guideOnSite(site, PATIENCE)).toEqual([])
  },
)
