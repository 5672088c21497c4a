/** All scenes by name, shared by the tests with and without a browser. */
import type { View } from '../../../../web/components/index.ts';
import { ActsScene } from './acts-scene.tsx';
import { ApplicantsScene } from './applicants-scene.tsx';
import { officer, visitor } from './context.ts';
import { FormScene } from './form-scene.tsx';
import { KitScene } from './kit-scene.tsx';
import { ConfirmScene, RegisterScene, ReplyScene } from './other-scenes.tsx';

export type Scene = (assets: { css: string; js: string }) => View;

export const SCENES: Record<string, Scene> = {
  kit: (assets) => <KitScene ctx={officer(assets)} />,
  form: (assets) => <FormScene ctx={officer(assets)} />,
  applicants: (assets) => <ApplicantsScene ctx={officer(assets)} />,
  register: (assets) => <RegisterScene ctx={officer(assets)} />,
  reply: (assets) => <ReplyScene ctx={visitor(assets)} />,
  confirm: (assets) => <ConfirmScene ctx={officer(assets)} />,
  acts: (assets) => <ActsScene ctx={officer(assets)} />,
};
