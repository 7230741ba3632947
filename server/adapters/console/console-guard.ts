import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import { createAddressGuard } from '../network/address-guard.ts'
import { addressList, LINK_LOCAL } from '../network/address-list.ts'

/** No console lives at a link-local address; on the panel's own host one may. */
export const consoleGuard = createAddressGuard(
  addressList(LINK_LOCAL),
  (host) =>
    new OperatorError('bad-input', say('console.forbiddenAddress', { host }), { hint: say('console.checkUrl'), field: 'console.url' }),
)
