import type { ServerStatus } from '../../contract/job.ts'
import { say } from '../../contract/said.ts'
import type { Permit } from '../../engine/permit.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleLogin, ConsoleWriter } from '../../procedure/ports/console.ts'
import { type ChangeSteps, changeParameter } from './change-parameter.ts'
import { ConsoleClient } from './console-client.ts'
import type { ConsoleTimes } from './console-times.ts'
import { field } from './envelope.ts'
import { listAll } from './list-all.ts'

const NAME_FIELDS = ['name', 'paramName', 'key']
const VALUE_FIELDS = ['value', 'paramValue']
const IP_FIELDS = ['ip', 'serverIp', 'hostIp']
const STATUS_FIELDS = ['status', 'serverStatus', 'hostStatus']

/** The driver `console`: the calls of the OMS console itself, by the action names of the installation. `permit` is asked right before a change. */
export function openConsoleDriver(login: ConsoleLogin, times: ConsoleTimes, permit?: Permit): ConsoleWriter {
  const client = new ConsoleClient(login, times)

  async function parameter(name: string, signal?: AbortSignal): Promise<string> {
    const action = login.actions.listSystemParameters
    // `name` is a search: parameters that only contain it come too, and the wanted one may stand on a later page.
    const isWanted = (row: Map<string, unknown>): boolean => field(row, ...NAME_FIELDS) === name
    const rows = await listAll(client, action, { name }, (found) => found.some(isWanted), signal)
    const value = rows.filter(isWanted).map((row) => field(row, ...VALUE_FIELDS))[0]
    if (value === undefined)
      throw new OperatorError('not-found', say('console.parameterMissing', { name }), { hint: say('console.checkActions') })
    return value ?? ''
  }

  async function servers(signal?: AbortSignal): Promise<ServerStatus[]> {
    const action = login.actions.listServers
    const rows = await listAll(client, action, {}, () => false, signal)
    return rows.map((row) => {
      const ip = field(row, ...IP_FIELDS)
      const status = field(row, ...STATUS_FIELDS)
      if (ip === null || status === null)
        throw client.badAnswer(action, { isSuccess: true, code: '', message: '', totalCount: null, data: [...row.keys()] })
      return { ip, region: field(row, 'region'), status, isOnline: status.trim().toUpperCase() === 'ONLINE' }
    })
  }

  const write: ChangeSteps['write'] = async ({ name, value }, ask, signal) => {
    ask()
    await client.call(login.actions.updateSystemParameter, { name, value }, signal)
  }

  return {
    driver: 'console',
    async probe(signal) {
      await parameter('ha.config', signal)
      await servers(signal)
    },
    parameter,
    setParameter: (change, report, signal) => changeParameter(change, { read: parameter, write }, { times, permit, report, signal }),
    servers,
    close: async () => undefined,
  }
}
