import { apiKeys } from './api-keys.ts';
import { common, permissions, problems, receipt } from './common.ts';
import { keys } from './keys.ts';
import { navigation } from './navigation.ts';
import { settings } from './settings.ts';
import { signIn } from './sign-in.ts';

/** Everything that the console says. */
export const strings = { common, problems, permissions, receipt, signIn, navigation, keys, apiKeys, settings };
