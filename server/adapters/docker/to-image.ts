import { imageContent } from '../../domain/image-content.ts'
import type { Image } from '../../procedure/ports/engine.ts'
import type { ImageAnswer } from './engine-answers.ts'

export function toImage(answer: ImageAnswer): Image {
  const { Config } = answer
  return {
    id: answer.Id,
    content: imageContent({ os: answer.Os, architecture: answer.Architecture, layers: answer.RootFS?.Layers ?? [], settings: Config }),
    references: (answer.RepoTags ?? []).filter((reference) => reference !== '<none>:<none>'),
    os: answer.Os,
    architecture: answer.Architecture,
    bytes: answer.Size,
    createdAt: new Date(answer.Created ?? 0),
    defaults: {
      ...Config,
      Env: Config?.Env ?? [],
      Labels: Config?.Labels ?? {},
      Cmd: Config?.Cmd ?? null,
      Entrypoint: Config?.Entrypoint ?? null,
      User: Config?.User ?? '',
      WorkingDir: Config?.WorkingDir ?? '',
    },
  }
}
