import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { bringComponentsBack } from './bring-components-back.ts'
import { everySecond } from './every-second.ts'
import { heartbeat } from './heartbeat.ts'
import { deriveHostStatus } from './host-status.ts'
import { listen } from './listen.ts'
import { startNginx } from './nginx.ts'
import { noteOutage } from './note-outage.ts'
import type { OmsContext } from './oms-context.ts'
import { personIsDone } from './person.ts'
import type { Component } from './supervise.ts'

/** The processes of an OMS container, in the order in which supervisorctl shows them. */
export function components(oms: OmsContext, isRunning: (name: string) => boolean): Component[] {
  const { ports } = oms.config
  const answering = (body: string) => createHttpServer((_request, response) => response.end(body))
  const withLoop = (port: number, loop: () => () => Promise<void>) => async () => {
    const close = await listen(answering('{"success":true}'), port, oms.hostIp)
    const end = loop()
    return async () => {
      await Promise.all([end(), close()])
    }
  }
  return [
    { name: 'nginx', start: () => startNginx(oms, () => isRunning('oms_console') && oms.mode.kind === 'serve') },
    { name: 'oms_console', start: () => listen(answering('{"success":true}'), ports.ghana, oms.hostIp) },
    {
      name: 'oms_drc_cm',
      start: withLoop(ports.cm, () =>
        everySecond('oms_drc_cm', async () => {
          await deriveHostStatus(oms)
          await bringComponentsBack(oms)
        }),
      ),
    },
    {
      name: 'oms_drc_supervisor',
      start: withLoop(ports.supervisor, () =>
        everySecond('oms_drc_supervisor', async () => {
          await noteOutage(oms)
          if (await personIsDone(oms)) await heartbeat(oms)
        }),
      ),
    },
    {
      name: 'sshd',
      start: () =>
        listen(
          createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_7.4\r\n')),
          ports.sshd,
          oms.hostIp,
        ),
    },
  ]
}
