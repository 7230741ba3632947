// Shapes of the simulated console. POST /api/v2?Action=<Name>, JSON body, `Authorization: Basic base64(user:password)`.
// An error is HTTP 200 with success false; only a wrong sign-in is HTTP 401 (same envelope, code UNAUTHORIZED).
// As in the vendor's API, booleans and numbers of the envelope and of rows can be strings.

export type Loose<T extends number | boolean> = T | `${T}`

export interface Envelope<Data> {
  success: Loose<boolean>
  errorDetail: { code: string; message: string; proposal: string } | null
  code: string | null
  message: string | null
  advice: string | null
  requestId: string
  pageNumber: Loose<number>
  pageSize: Loose<number>
  totalCount: Loose<number>
  /** Milliseconds. */
  cost: string
  data: Data
}

/** ListSystemParameters {name?, pageNumber?, pageSize?}: `name` is a search, so other names that contain it come too. */
export interface SystemParameter {
  id: number
  name: string
  value: string
  description: string
  gmtModified: string
}

/** UpdateSystemParameter {name, value}: data true. Unknown name or ha.config that is not JSON: success false, nothing written. */
export type SystemParameterUpdated = Loose<boolean>

/** ListServers {}: cpu, memory and disk are percent. */
export interface ConsoleServer {
  ip: string
  region: string
  memory: string
  cpu: string
  disk: string
  status: 'ONLINE' | 'DOWN'
  type: string
  usage: Loose<number>
  upperLimit: Loose<number>
}

/** ListProjects {pageNumber?, pageSize?} */
export interface ConsoleProject {
  id: string
  name: string
  status: string
  type: string
  owner: string
}

/** DescribeProjectComponents {id}: status RUNNING, ABNORMAL, SUSPENDED, ERROR. */
export interface ProjectComponent {
  componentId: string
  type: 'STORE' | 'CONNECTOR' | 'JDBC_WRITER' | 'CHECKER'
  serverIp: string
  status: string
  message: string | null
}
