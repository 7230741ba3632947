'use server'

import { DropKeptInput } from '../contract/kept-databases.ts'
import { dropKeptDatabases as service } from '../services/drop-kept-databases.ts'
import { act } from './act.ts'

export async function dropKeptDatabases(input: unknown) {
  return await act('dropKeptDatabases', DropKeptInput, input, service)
}
