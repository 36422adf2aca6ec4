import { contextBridge, ipcRenderer } from 'electron';
import { exposeBridge } from '../../../src-main/hosts/electron/expose-bridge.ts';
import { standInChannelNames } from './channel-names.ts';

/** The preload script of the tests: the real one's code with the tests' channels. */
exposeBridge({ contextBridge, ipcRenderer, argv: process.argv, channels: standInChannelNames });
