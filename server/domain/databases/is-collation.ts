/** OceanBase notes the character set of a trigger's session where its collation should be. */
export function isCollation(name: string | null): boolean {
  return name === 'binary' || name?.includes('_') === true
}
