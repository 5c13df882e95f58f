export { ConfigError, readEnvironment } from './read-environment.ts';
export { commonVariables, durationVariable, listVariable, numberVariable } from './variables.ts';
