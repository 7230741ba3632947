import { connect, createServer, type Server, type Socket } from 'node:net'
import { createConnection } from 'mysql2/promise'
import { readSignIn, translateGreeting } from './greeting.ts'
import { Moods } from './moods.ts'
import { accountBehind, type Profile } from './profiles.ts'
import { judge, uses } from './rules.ts'
import type { RowChange } from './show-create.ts'
import { globalsOf, Variables } from './variables.ts'
import {
  AUTOCOMMIT,
  errnoOf,
  errorPacket,
  goesOn,
  IN_TRANSACTION,
  isEof,
  isError,
  isOk,
  MORE_RESULTS,
  okPacket,
  type Packet,
  PacketReader,
  packets,
  type Refusal,
  readRow,
  rowPayload,
  statusOf,
} from './wire.ts'

export interface Behind {
  place: { socketPath: string } | { host: string; port: number }
  /** May end the statements of everybody. */
  admin: { user: string; password: string }
}

/** What every session of one stand-in shares. */
interface House {
  profile: Profile
  behind: Behind
  globals: Map<string, string>
  moods: Moods
  note: (text: string) => void
  nextId: number
}

/**
 * A server that speaks the MySQL protocol as an OceanBase of the profile would, before a MariaDB that does the work. It proves what the
 * panel does with such answers, and nothing about OceanBase itself: each answer that differs names who says that OceanBase gives it.
 */
export function openStandIn(profile: Profile, behind: Behind, note: (text: string) => void = () => undefined): Server {
  const house: House = { profile, behind, globals: globalsOf(profile), moods: new Moods(), note, nextId: 1_000_000 }
  return createServer({ noDelay: true }, (client) => new StandInSession(client, house))
}

const COM_QUIT = 0x01
const COM_INIT_DB = 0x02
const COM_QUERY = 0x03
const COM_PROCESS_KILL = 0x0c
const COM_CHANGE_USER = 0x11
const COM_STMT_PREPARE = 0x16

const LOCAL_FILE = 0xfb
const TOO_LARGE: Refusal = { errno: 1153, state: '08S01', message: "Got a packet bigger than 'max_allowed_packet' bytes" }
const HOUR_SECONDS = 3600
const INTERRUPTED = 1317
const NOT_SUPPORTED: Refusal = { errno: 1235, state: '0A000', message: 'Not supported feature or function' }
// oceanbase.com, "Connection timeouts", as cnblogs.com/xulinforDB/p/20013637 has it: 4012 for a statement and for a transaction.
const TIMEOUT = 'maybe you can adjust the session variable ob_query_timeout or query_timeout hint, and try again.'
const timedOut = (us: number): Refusal => ({
  errno: 4012,
  state: 'HY000',
  message: `Timeout, query has reached the maximum query timeout: ${us}(us), ${TIMEOUT}`,
})
const TRX_TIMED_OUT: Refusal = { errno: 4012, state: '25000', message: 'Transaction is timeout' }
const ENDS_TRANSACTION = /^\s*(rollback|commit)\b/i

type Outcome = Refusal | 'done' | 'quit' | { outgoing: Buffer }
type Phase = 'greeting' | 'sign-in' | 'command' | 'raw' | 'first' | 'columns' | 'rows'

class StandInSession {
  readonly #client: Socket
  readonly #server: Socket
  readonly #house: House
  readonly #variables: Variables
  readonly #fromClient = new PacketReader()
  readonly #fromServer = new PacketReader()
  #phase: Phase = 'greeting'
  #serverId = 0
  #status = AUTOCOMMIT
  #parts: Buffer[] = []
  /** Of the statement that runs. */
  #change: RowChange | undefined
  #timer: NodeJS.Timeout | undefined
  #overdue: Refusal | undefined
  #hasAnswered = false
  #isInside = false
  #isNode = false
  #created: string | undefined
  #transaction: { begun: number; limitUs: number } | undefined

  constructor(client: Socket, house: House) {
    this.#client = client
    this.#house = house
    this.#variables = new Variables(house.profile, house.globals)
    const { place } = house.behind
    this.#server = 'socketPath' in place ? connect(place.socketPath) : connect({ ...place, noDelay: true })
    const end = () => {
      clearTimeout(this.#timer)
      this.#client.destroy()
      this.#server.destroy()
    }
    client.on('error', end).on('close', end)
    this.#server.on('error', end).on('close', end)
    client.on('data', (chunk) => this.#guarded(() => this.#clientSaid(chunk), end))
    this.#server.on('data', (chunk) => this.#guarded(() => this.#serverSaid(chunk), end))
    client.on('drain', () => this.#server.resume())
  }

  #guarded(work: () => void, end: () => void): void {
    try {
      work()
    } catch (cause) {
      this.#house.note(`a session was ended: ${cause instanceof Error ? cause.stack : String(cause)}`)
      end()
    }
  }

  #clientSaid(chunk: Buffer): void {
    for (const packet of this.#fromClient.feed(chunk)) {
      this.#parts.push(packet.payload)
      if (goesOn(packet)) continue
      const payload = this.#parts.length === 1 ? packet.payload : Buffer.concat(this.#parts)
      this.#parts = []
      if (this.#phase === 'greeting') this.#signIn(packet.sequence, payload)
      else if (this.#phase === 'sign-in') this.#server.write(packet.raw)
      else this.#command(packet.sequence, payload)
    }
  }

  #signIn(sequence: number, payload: Buffer): void {
    const { user, database, as } = readSignIn(payload)
    this.#isNode = payload.includes('Node-MySQL-2')
    const account = accountBehind(this.#house.profile, user)
    const message = `Access denied for user '${user}'@'xxx.xxx.xxx.xxx' (using password: YES)`
    if (account === null) this.#client.end(errorPacket(sequence + 1, { errno: 1045, state: '42000', message }))
    else {
      if (database !== null) this.#house.note(`${user} begins in ${database}`)
      this.#phase = 'sign-in'
      this.#server.write(packets(sequence, as(account)))
    }
  }

  #command(sequence: number, payload: Buffer): void {
    const outcome = payload[0] === COM_QUERY ? this.#query(payload.toString('latin1', 1)) : this.#other(payload)
    if (outcome === 'quit') this.#client.end()
    else if (outcome === 'done') this.#client.write(okPacket(sequence + 1, this.#status))
    else if ('errno' in outcome) this.#client.write(errorPacket(sequence + 1, outcome))
    else this.#server.write(packets(sequence, outcome.outgoing))
  }

  #other(payload: Buffer): Outcome {
    const [code] = payload
    const { profile } = this.#house
    if (code === COM_QUIT) return 'quit'
    // METADB.md, "prepared statements": false from 3.1.0_BP2 to 3.1.5.
    if (code === COM_CHANGE_USER || (code === COM_STMT_PREPARE && profile.release < 40000)) return NOT_SUPPORTED
    // METADB.md, "ODP".
    if (code === COM_PROCESS_KILL && profile.refusesKill) return { errno: 1094, state: 'HY000', message: 'Unknown thread id' }
    if (code === COM_INIT_DB) {
      const database = payload.toString('utf8', 1)
      if (this.#unheardOf((name) => name === database) !== undefined) return unknownDatabase(database)
    }
    if (code === COM_STMT_PREPARE) {
      const verdict = judge(profile, this.#variables, payload.toString('latin1', 1))
      if (verdict.kind === 'refused') return verdict.refusal
    }
    this.#phase = 'raw'
    return { outgoing: payload }
  }

  #query(sql: string): Outcome {
    const { profile } = this.#house
    // METADB.md, "errors": 1153.
    if (sql.length > profile.packetBytes) return TOO_LARGE
    const passing = this.#passing(sql)
    if (passing !== null) {
      this.#house.note(`${passing.errno}: ${sql.slice(0, 80)}`)
      return passing
    }
    const verdict = judge(profile, this.#variables, sql)
    if (verdict.kind === 'refused') return verdict.refusal
    if (verdict.kind === 'done') return 'done'
    this.#phase = 'first'
    this.#change = verdict.change
    this.#created = verdict.created
    this.#hasAnswered = false
    this.#overdue = undefined
    if (verdict.isLimited) this.#limit()
    return { outgoing: Buffer.concat([Buffer.from([COM_QUERY]), Buffer.from(verdict.sql, 'latin1')]) }
  }

  /** What the same statement would not meet at another moment. */
  #passing(sql: string): Refusal | null {
    const transaction = this.#transaction
    const isOver = transaction !== undefined && (performance.now() - transaction.begun) * 1000 > transaction.limitUs
    if (isOver && !ENDS_TRANSACTION.test(sql)) return TRX_TIMED_OUT
    const unheardOf = this.#unheardOf((name) => uses(sql, name))
    if (unheardOf !== undefined) return unknownDatabase(unheardOf)
    return this.#isOfThePanel ? this.#house.moods.shortOfMemory(sql) : null
  }

  /** METADB.md asks its sessions for it. A client program does not try again, nor does the simulator of OMS, as a real one would. */
  get #isOfThePanel(): boolean {
    return this.#isNode && this.#variables.statementLimit >= HOUR_SECONDS
  }

  #unheardOf(isUsed: (database: string) => boolean): string | undefined {
    return this.#isOfThePanel ? this.#house.moods.unheardOf(this.#serverId, isUsed) : undefined
  }

  /** METADB.md, "statement limits" and seekdb, "limits": even a sleep ends. */
  #limit(): void {
    const us = Number(this.#variables.get('ob_query_timeout'))
    this.#timer = setTimeout(() => {
      this.#overdue = timedOut(us)
      this.#house.note(`4012 after ${us} us`)
      void this.#endStatement()
    }, us / 1000)
  }

  async #endStatement(): Promise<void> {
    const { place, admin } = this.#house.behind
    const connection = await createConnection({ ...place, ...admin })
    await connection.query(`kill query ${this.#serverId}`).catch(() => undefined)
    await connection.end()
  }

  #serverSaid(chunk: Buffer): void {
    this.#client.cork()
    for (const packet of this.#fromServer.feed(chunk)) {
      const answer = this.#answer(packet)
      if (answer !== null) this.#client.write(answer)
    }
    process.nextTick(() => this.#client.uncork())
    if (this.#client.writableNeedDrain) this.#server.pause()
  }

  /** What the client hears of it. */
  #answer(packet: Packet): Buffer | null {
    if (this.#phase === 'greeting') return this.#greet(packet)
    if (this.#phase === 'sign-in') {
      if (isOk(packet.payload)) this.#phase = 'command'
      return packet.raw
    }
    const wasInside = this.#isInside
    this.#isInside = goesOn(packet)
    if (this.#phase === 'raw' || this.#phase === 'command') return packet.raw
    return wasInside ? this.#pass(packet) : this.#read(packet)
  }

  #greet({ sequence, payload, raw }: Packet): Buffer {
    if (isError(payload)) return raw
    const { profile } = this.#house
    this.#house.nextId += 1
    const translated = translateGreeting(payload, profile, profile.isProxied ? this.#house.nextId : null)
    this.#serverId = translated.serverId
    return packets(sequence, translated.payload)
  }

  /** The answer to a statement: OK, or an error, or columns, an end, rows, an end. */
  #read(packet: Packet): Buffer | null {
    const { payload } = packet
    if (isError(payload)) return this.#ended(packet)
    if (this.#phase === 'first' && payload[0] === LOCAL_FILE) throw new Error('the server behind asks for a file')
    if (this.#phase === 'first' && !isOk(payload)) this.#phase = 'columns'
    else if (this.#phase === 'columns') {
      if (isEof(payload)) this.#phase = 'rows'
    } else if (this.#phase === 'first' || isEof(payload)) {
      const status = statusOf(payload)
      this.#note(status)
      if ((status & MORE_RESULTS) === 0) return this.#ended(packet)
      this.#phase = 'first'
    } else if (this.#change !== undefined && !this.#isInside) {
      return this.#pass({ ...packet, raw: packets(packet.sequence, rowPayload(this.#change(readRow(payload)))) })
    }
    return this.#pass(packet)
  }

  #pass({ raw }: Packet): Buffer | null {
    // Its time is over and nothing was said yet: what the server behind made of the end is not for the client.
    if (this.#overdue !== undefined && !this.#hasAnswered) return null
    this.#hasAnswered = true
    return raw
  }

  #ended({ sequence, payload, raw }: Packet): Buffer {
    clearTimeout(this.#timer)
    this.#phase = 'command'
    const overdue = this.#overdue
    this.#overdue = undefined
    if (this.#created !== undefined && isOk(payload)) this.#house.moods.created(this.#created, this.#serverId)
    this.#created = undefined
    if (overdue === undefined) return raw
    if (!this.#hasAnswered) return errorPacket(1, overdue)
    return isError(payload) && errnoOf(payload) === INTERRUPTED ? errorPacket(sequence, overdue) : raw
  }

  #note(status: number): void {
    this.#status = status & ~MORE_RESULTS
    if ((status & IN_TRANSACTION) === 0) this.#transaction = undefined
    else this.#transaction ??= { begun: performance.now(), limitUs: Number(this.#variables.get('ob_trx_timeout')) }
  }
}

function unknownDatabase(name: string): Refusal {
  return { errno: 1049, state: '42000', message: `Unknown database '${name}'` }
}
