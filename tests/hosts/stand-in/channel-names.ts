/** Without schemas, as `contract/channel-names.ts`: a preload script carries none. */
export const standInChannelNames: readonly string[] = ['echo:say', 'echo:fail', 'echo:hold-on', 'echo:look'];
