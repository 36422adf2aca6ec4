import { contextBridge, ipcRenderer } from 'electron';
import { tillChannelNames } from '../contract/channel-names.ts';
import { exposeBridge } from './electron/expose-bridge.ts';

/** The preload script of every window on Electron. Bundled to one CommonJS file that requires nothing but `electron`. */
exposeBridge({ contextBridge, ipcRenderer, argv: process.argv, channels: tillChannelNames });
