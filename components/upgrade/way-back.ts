import type { JobSnapshot } from '@/server/contract/job.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { reachOf } from './world-state.ts'

export type WayBackKey = 'haOff' | 'stopNew' | 'recreate' | 'restore' | 'startOld' | 'haOn'

export interface WayBackStep {
  /** Key below `run.wayBack`. */
  key: WayBackKey
  /** Paragraph of the document. */
  documentStep: string
  /** What a person types; empty where it is done in the OMS console. */
  commands: string[]
}

/**
 * Step 9 of the document as far as this run makes it needed. The databases are restored as soon as a new container may have
 * been at them: nobody can prove by then that it wrote nothing.
 */
export function wayBack({ plan, steps, backups }: JobSnapshot): WayBackStep[] {
  const isTouched = (id: StepId) => reachOf(steps.find((step) => step.id === id)) !== 'untouched'
  const { oldContainer, newContainerName } = plan.node
  const names = [plan.databases.rm, plan.databases.cm, ...plan.databases.heartbeats]
  const back: WayBackStep[] = []
  if (isTouched('ha-on')) back.push({ key: 'haOff', documentStep: '9.1', commands: [] })
  if (isTouched('start-new-container')) {
    const fileOf = (database: string) =>
      backups.find((backup) => backup.database === database)?.file ?? `${plan.backupFolder}/…/${database}.sql`
    back.push({ key: 'stopNew', documentStep: '9.2', commands: [`sudo docker stop ${newContainerName}`] })
    back.push({ key: 'recreate', documentStep: '9.3', commands: names.flatMap(recreate) })
    back.push({
      key: 'restore',
      documentStep: '9.4',
      commands: names.map((name) => `mysql … ${shellWord(name)} < ${shellWord(fileOf(name))}`),
    })
  }
  if (isTouched('stop-old-container')) {
    back.push({ key: 'startOld', documentStep: '9.5', commands: [`sudo docker restart ${oldContainer.name}`] })
  }
  if (isTouched('ha-off')) back.push({ key: 'haOn', documentStep: '9.6', commands: [] })
  return back
}

function recreate(database: string): string[] {
  const name = `\`${database.replaceAll('`', '``')}\``
  return [`drop database ${name};`, `create database ${name};`]
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./…-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
