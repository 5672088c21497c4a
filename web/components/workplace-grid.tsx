/** R39: 24 workplaces as `10-臺北市`, in the order of the form, several may be ticked. */
import { WORKPLACES } from '../../domain/codes.ts';
import { Check } from './choices.tsx';
import { FieldGroup, type FieldProps, idOf, problemFor } from './field.tsx';

export const WorkplaceGrid = (props: Omit<FieldProps, 'hint'> & { values?: readonly string[] }) => {
  const ticked = props.values ?? [];
  return (
    <FieldGroup
      {...props}
      hint={
        <>
          可複選，已勾選 <strong data-count-of={props.name}>{ticked.length}</strong> 處。
        </>
      }
    >
      <div class="sq-grid24">
        {WORKPLACES.map((place, index) => (
          <Check
            name={props.name}
            id={index === 0 ? idOf(props) : `${idOf(props)}-${place.code}`}
            value={place.code}
            checked={ticked.includes(place.code)}
            wrong={problemFor(props) !== undefined}
          >
            <code>{place.code}-</code>
            {place.name}
          </Check>
        ))}
      </div>
    </FieldGroup>
  );
};
