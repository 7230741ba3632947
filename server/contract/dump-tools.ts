import { z } from 'zod'

/** The image of an OMS container, as the engine has it: the clients that OMS itself brings. */
const ToolImage = z.object({
  /** `sha256:…`, the engine's own. */
  id: z.string(),
  name: z.string(),
  /** Its container, in which they run as long as it runs itself; otherwise the panel makes one for them. */
  container: z.string(),
  /** By which the containers that the panel makes for them are labelled. */
  installation: z.string(),
})
export type ToolImage = z.infer<typeof ToolImage>

/** A client program of the panel's machine, or with `image` one inside that image. */
export const ClientTool = z.object({
  path: z.string(),
  version: z.string(),
  flavour: z.enum(['mysql', 'mariadb']),
  image: ToolImage.exactOptional(),
})
export type ClientTool = z.infer<typeof ClientTool>

/** The panel itself, through its driver; the version is that of its files. */
export const PanelTool = z.object({ version: z.string(), flavour: z.literal('panel') })
export type PanelTool = z.infer<typeof PanelTool>

export type DumpTool = ClientTool | PanelTool

/** Both of one kind: a dump is restored by what made it. */
export type ToolPair = { dump: ClientTool; restore: ClientTool } | { dump: PanelTool; restore: PanelTool }
