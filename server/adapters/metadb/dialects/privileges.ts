// Dump: SELECT and SHOW VIEW; drop and create: DROP and CREATE; restore: INSERT, ALTER (disable keys), INDEX, REFERENCES, CREATE VIEW;
// trim: DELETE; ha.config: UPDATE. LOCK TABLES is not needed: dumps are snapshots and their files lock nothing.
export const EVERYWHERE = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER', 'INDEX', 'CREATE VIEW', 'SHOW VIEW']

// Without these an account does not even see that such objects exist, so a backup could miss them silently.
export const OBJECTS = ['REFERENCES', 'TRIGGER', 'EVENT', 'CREATE ROUTINE', 'ALTER ROUTINE']
