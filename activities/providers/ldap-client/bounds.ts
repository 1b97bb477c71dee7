/** The part of a directory that one store manages, and where it makes new objects. */
import { ProviderError } from '../contract.ts';
import { type Dn, equalDn, formatDn, isWithin } from './dn.ts';

interface PlaceSettings {
  readonly userContainer?: string;
  readonly groupContainer?: string;
}

export abstract class Bounds<Settings extends PlaceSettings> {
  readonly settings: Settings;

  constructor(settings: Settings) {
    this.settings = settings;
  }

  /** @throws `value.invalid` for what is no DN */
  protected abstract parse(text: string, field: string): Dn;

  /** As the settings name them; one may lie below another. */
  protected abstract configuredBases(): readonly Dn[];

  /** Where new objects go when the settings name no container. */
  protected fallbackContainer(): Dn {
    return this.bases()[0] ?? [];
  }

  /** The configured bases; none lies below another. */
  bases(): readonly Dn[] {
    const configured = this.configuredBases();
    return configured.filter(
      (dn, index) =>
        !configured.some(
          (other, at) => at !== index && isWithin(dn, other) && (at < index || !equalDn(dn, other)),
        ),
    );
  }

  isInside(dn: Dn): boolean {
    return this.bases().some((base) => isWithin(dn, base));
  }

  /**
   * A DN that came from outside, checked to lie under a base.
   * @throws `value.invalid`
   */
  container(text: string, field = 'container'): Dn {
    const dn = this.parse(text, field);
    if (dn.length > 0 && this.isInside(dn)) return dn;
    throw new ProviderError(
      'value.invalid',
      `The container ${text} lies outside of what this store manages. Choose one below ${this.bases().map(formatDn).join(' or ')}.`,
      { attributes: [field] },
    );
  }

  /** Where objects of a kind are made when nobody says where. */
  defaultContainer(kind: 'user' | 'group'): string {
    const configured = kind === 'user' ? this.settings.userContainer : this.settings.groupContainer;
    return configured !== undefined && configured !== '' ? configured : formatDn(this.fallbackContainer());
  }
}

/** `value.invalid` for a text that should be a DN. */
export const noDn = (text: string, field: string, example: string): ProviderError =>
  new ProviderError('value.invalid', `${text} is no distinguished name, such as ${example}.`, {
    attributes: [field],
  });
