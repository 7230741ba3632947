/** All that a child gets to see: no variable of the panel, no options or login paths of the machine's user, messages in English. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LC_ALL: 'C.UTF-8',
    MYSQL_TEST_LOGIN_FILE: '/dev/null',
    // Next makes NODE_ENV a required name; the tools ignore it.
    NODE_ENV: 'production',
  }
}
