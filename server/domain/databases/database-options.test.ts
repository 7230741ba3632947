import { expect, test } from 'vitest'
import { otherOptions } from './database-options.ts'

// As MySQL 9.7, MariaDB 11.8 and seekdb 1.4.0 print it; the last two by METADB.md's list of what OceanBase adds.
test.each([
  ['CREATE DATABASE `a` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin */', ''],
  [
    "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `a` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin */ /*!80016 DEFAULT ENCRYPTION='N' */",
    "DEFAULT ENCRYPTION='N'",
  ],
  [
    "CREATE DATABASE `a` /*!40100 DEFAULT CHARACTER SET utf8mb4 */ /*!80016 DEFAULT ENCRYPTION='Y' */ /* READ ONLY = 1 */",
    "DEFAULT ENCRYPTION='Y' /* READ ONLY = 1 */",
  ],
  [
    "CREATE DATABASE `COLLATE x``y` /*!40100 DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin */ COMMENT 'it''s */  COLLATE x'",
    "COMMENT 'it''s */  COLLATE x'",
  ],
  ['CREATE DATABASE `a` DEFAULT CHARACTER SET = utf8mb4 DEFAULT COLLATE = utf8mb4_bin', ''],
  ['CREATE DATABASE `a` DEFAULT CHARACTER SET = utf8mb4 REPLICA_NUM = 1', 'REPLICA_NUM = 1'],
  [
    "CREATE DATABASE `a` DEFAULT CHARACTER SET = utf8mb4  REPLICA_NUM = 3 PRIMARY_ZONE = 'z1;z2' DEFAULT TABLEGROUP = `tg`",
    "REPLICA_NUM = 3 PRIMARY_ZONE = 'z1;z2' DEFAULT TABLEGROUP = `tg`",
  ],
])('%s', (created, options) => {
  expect(otherOptions(created)).toBe(options)
})
