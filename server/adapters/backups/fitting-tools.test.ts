import { expect, test } from 'vitest'
import { fittingOfImage, fittingTools, PANEL } from './fitting-tools.ts'

const tool = (flavour: 'mysql' | 'mariadb', version: string, path = `/${flavour}/${version}`) => ({ path, version, flavour })
const found = (...tools: ReturnType<typeof tool>[]) => ({ dumps: tools, restores: tools })
const OWN = { dump: PANEL, restore: PANEL }

test('the first of the server’s own family is taken, and of another family none', () => {
  const [other, first, second] = [tool('mysql', '9.0'), tool('mariadb', '10.11'), tool('mariadb', '11.8')]
  expect(fittingTools(found(other, first, second), { clients: 'mariadb' })).toEqual({ dump: first, restore: first })
  expect(fittingTools(found(other), { clients: 'mariadb' })).toEqual(OWN)
  expect(fittingTools(found(other, first), { clients: null })).toEqual(OWN)
  expect(fittingTools({ dumps: [first], restores: [] }, { clients: 'mariadb' })).toEqual(OWN)
})

// An old client in an old image does not know how a newer server signs in, nor all that it stores: found out in the window, that is too late.
test.each([
  ['5.7.44', '5.7.30', true],
  ['8.0.36', '8.4.2', false],
  ['8.4.0', '8.0.36', true],
  ['5.7.44', '8.0.36', false],
  ['9.7.4', '9.10.0', false],
  ['what', '8.0.36', false],
])('of an image: a client %s for a server %s, fits: %s', (client, version, fits) => {
  const one = tool('mysql', client)
  expect(fittingOfImage(found(one), { clients: 'mysql', version })).toEqual(fits ? { dump: one, restore: one } : OWN)
})
