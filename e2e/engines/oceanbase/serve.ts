import { parseArgs } from 'node:util'
import { z } from 'zod'
import { PROFILE_NAMES, PROFILES } from './profiles.ts'
import { openStandIn } from './stand-in.ts'

// tsx serve.ts --profile 4.2.1 --behind <socket file> --port <port> <address>...; the administrator of the server behind is in STAND_IN_ADMIN.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { profile: { type: 'string' }, behind: { type: 'string' }, port: { type: 'string' } },
})
const { profile, behind, port } = z.object({ profile: z.enum(PROFILE_NAMES), behind: z.string(), port: z.coerce.number() }).parse(values)
const admin = z.object({ user: z.string(), password: z.string() }).parse(JSON.parse(process.env.STAND_IN_ADMIN ?? ''))

const say = (text: string) => console.log(`${new Date().toISOString()} ${text}`)
for (const host of positionals) {
  openStandIn(PROFILES[profile], { place: { socketPath: behind }, admin }, say).listen({ host, port }, () =>
    say(`OceanBase ${profile} on ${host}:${port}`),
  )
}
