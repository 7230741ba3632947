import type { ImageChoices } from '../../contract/plan.ts'

export interface ArchiveContent {
  references: string[]
  /** Null in archives whose configuration does not tell. */
  architecture: string | null
  /** Of its configuration, by which the classic image store names it. */
  imageId: string
  /** As domain/image-content.ts tells it; null where the configuration does not say enough. */
  content: string | null
  bytes: number
  /** Layers unpacked, as far as the archive tells; for the disk check. */
  unpackedBytes: number
  /** At least one layer is packed by zstd, which not every engine unpacks. */
  hasZstd: boolean
}

export interface ImageArchives {
  folder: string
  list(): Promise<ImageChoices['archives']>
  freeBytes(): Promise<number>
  /** Full path of an archive inside the folder; a name that leaves it is refused. */
  path(file: string): Promise<string>
  /** Reads manifest.json and the configuration out of the tar or tar.gz without unpacking it. Not an image: OperatorError on field `image.file`. */
  inspect(file: string, signal?: AbortSignal): Promise<ArchiveContent>
  /** Streams an upload to disk (`.part` until complete and synced). Never replaces a file that exists. */
  receive(file: string, body: ReadableStream<Uint8Array>, expectedBytes: number | null): Promise<{ file: string; bytes: number }>
}
