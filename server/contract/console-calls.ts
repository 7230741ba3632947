import { z } from 'zod'
import type { Said } from './said.ts'

// Calls of an OMS console that the panel was taught: data only, without any secret, so that they can be shown, kept, exported and imported.

/** A step into a JSON value: a key, an index, the text there read as JSON, or the key that is the parameter's own name. */
const JsonStep = z.union([z.string().max(200), z.number().int().min(0).max(100_000), z.strictObject({ is: z.enum(['parsed', 'name']) })])
export type JsonStep = z.infer<typeof JsonStep>

export const JsonPath = z.array(JsonStep).max(40)
export type JsonPath = z.infer<typeof JsonPath>

/** RFC 9110: a name that could not smuggle a second header. */
const HeaderName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/)

/** These belong to the panel: an imported file must not choose whom it signs in as, or to which host. */
const OWN_HEADERS =
  /^(host|cookie|authorization|content-length|content-type|transfer-encoding|connection|upgrade|te|trailer|proxy-.*|sec-.*)$/i

const Place = z.discriminatedUnion('in', [
  /** The segment behind this many slashes, counted from 1. */
  z.strictObject({ in: z.literal('path'), index: z.number().int().min(1).max(50) }),
  z.strictObject({ in: z.literal('query'), name: z.string().min(1).max(200) }),
  z.strictObject({ in: z.literal('header'), name: HeaderName }),
  /** In a form the first step is the field's name. */
  z.strictObject({ in: z.literal('body'), path: JsonPath }),
])
export type Place = z.infer<typeof Place>

const Source = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('name') }),
  /** `text`: JSON in a text, as OMS keeps it. `json`: the object itself. */
  z.strictObject({ is: z.literal('value'), as: z.enum(['text', 'json']) }),
  /** What the parameter's row says there when it is read right before the change, for example its id. */
  z.strictObject({ is: z.literal('row'), path: JsonPath }),
  z.strictObject({ is: z.literal('page') }),
  z.strictObject({ is: z.literal('user') }),
  z.strictObject({ is: z.literal('password') }),
  z.strictObject({ is: z.literal('cookie'), name: z.string().min(1).max(200) }),
  /** From the answer to the sign-in, behind words such as `Bearer `. */
  z.strictObject({ is: z.literal('token'), path: JsonPath, prefix: z.string().max(40) }),
])
export type Source = z.infer<typeof Source>

const Slot = z.strictObject({ at: Place, from: Source })
export type Slot = z.infer<typeof Slot>

const Field = z.tuple([z.string().min(1).max(200), z.string().max(4000)])
const Header = z.tuple([
  HeaderName.refine((name) => !OWN_HEADERS.test(name)),
  z
    .string()
    .max(400)
    .regex(/^[\x20-\x7e]*$/),
])
const Scalar = z.union([z.string().max(200), z.number(), z.boolean(), z.null()])

/** Below one address only: a path that begins with two slashes would name another host. */
const UrlPath = z
  .string()
  .max(1000)
  .regex(/^\/(?!\/)[^?#\s\\]*$/)
  .refine((path) => !path.split('/').includes('..'))

const Body = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('json'), text: z.string().max(20_000) }),
  z.strictObject({ is: z.literal('form'), fields: z.array(Field).max(100) }),
])

export const ConsoleCall = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH']),
  path: UrlPath,
  query: z.array(Field).max(50),
  headers: z.array(Header).max(30),
  body: Body.nullable(),
  slots: z.array(Slot).max(60),
  /** What the answer says where the call worked; null where it says nothing of that. */
  success: z.strictObject({ key: z.string().max(200), equals: Scalar }).nullable(),
  /** Number of the first page, where the call asks for pages. */
  firstPage: z.union([z.literal(0), z.literal(1)]),
})
export type ConsoleCall = z.infer<typeof ConsoleCall>

const ParameterListing = z.strictObject({
  call: ConsoleCall,
  /** A list of rows, or one row. */
  rows: JsonPath,
  /** Where a row says its name; null where the request or a key names it. */
  name: JsonPath.nullable(),
  value: JsonPath,
  as: z.enum(['text', 'json']),
  total: JsonPath.nullable(),
})
export type ParameterListing = z.infer<typeof ParameterListing>

const ServerListing = z.strictObject({
  call: ConsoleCall,
  rows: JsonPath,
  ip: JsonPath,
  status: JsonPath,
  region: JsonPath.nullable(),
  /** The word for a server that is up; any other word is one that is not. */
  online: z.string().min(1).max(60),
  total: JsonPath.nullable(),
})

const SignIn = z.discriminatedUnion('is', [
  /** `isSeen`: the recording showed it. Otherwise it is the panel's assumption, which Test connection proves or disproves. */
  z.strictObject({ is: z.literal('basic'), isSeen: z.boolean() }),
  /** A call that takes account and password; what it sets as cookies goes with every call that follows. `first` sets the cookies that it needs itself. */
  z.strictObject({ is: z.literal('call'), call: ConsoleCall, first: ConsoleCall.nullable() }),
])

export const ConsoleCalls = z.strictObject({
  format: z.literal('oms-console-calls/1'),
  taughtBy: z.enum(['har', 'log']),
  signIn: SignIn,
  parameters: ParameterListing,
  change: ConsoleCall,
  servers: ServerListing,
})
export type ConsoleCalls = z.infer<typeof ConsoleCalls>

/** A call as it was seen: nothing of what was in it. */
export interface SeenCall {
  method: string
  path: string
  part: 'parameters' | 'change' | 'servers' | 'signIn' | 'other'
}

/** What a recording teaches. `calls` is null as long as something is missing. */
export interface Teaching {
  seen: SeenCall[]
  found: { parameters: boolean; change: boolean; servers: boolean }
  calls: ConsoleCalls | null
  missing: Said[]
  notes: Said[]
}

/** Answer of GET /api/containers/[id]/console-calls: `mark` is where watching began, to be sent with the next question. */
export interface ConsoleWatch {
  mark: string
  /** Whether the container has the log at all. */
  hasLog: boolean
  teaching: Teaching | null
}

export const WatchQuery = z.object({
  mark: z
    .string()
    .regex(/^(beginning|[0-9a-f]{32})$/)
    .optional(),
})

export const HarQuery = z.object({ url: z.url({ protocol: /^https?$/ }) })

/** The file in which learned calls go from one panel to another: which OMS they were learned at, and the calls. */
export const ConsoleCallsFile = z.strictObject({ omsVersion: z.string().max(60), calls: ConsoleCalls })
export type ConsoleCallsFile = z.infer<typeof ConsoleCallsFile>
