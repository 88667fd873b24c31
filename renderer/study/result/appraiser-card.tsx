/** What is to be said of one appraiser: the verdict in words, and what was said of good and of defective parts. */
import { type AppraiserResult, ratings } from '../../../main/api/slices/study-result.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { appraiserName, gradeWords, ratingWords, verdictSentences } from './figure-words.ts';

export function AppraiserCard({ result }: { readonly result: AppraiserResult }) {
  const { t, numbers } = useWords();
  const { appraiser, grade } = result;
  return (
    <section className="card study-verdict" data-grade={grade}>
      <header>
        <h2>{appraiserName(appraiser, t)}</h2>
        <p className="study-grade">
          <GradeShape grade={grade} />
          <span>{t(gradeWords[grade])}</span>
        </p>
      </header>
      <ul>
        {verdictSentences(result, t, numbers).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Confusion result={result} />
    </section>
  );
}

function GradeShape({ grade }: { readonly grade: AppraiserResult['grade'] }) {
  switch (grade) {
    case 'acceptable':
      return <VerdictShape verdict="pass" />;
    case 'marginal':
      return <VerdictShape verdict="review" />;
    case 'unacceptable':
      return <VerdictShape verdict="fail" />;
    default:
      return <VerdictShape verdict="missed" />;
  }
}

function Confusion({ result: { confusion, appraiser } }: { readonly result: AppraiserResult }) {
  const { t, numbers } = useWords();
  const said = ratings.filter((rating) => rating !== 'not-decided' || appraiser.kind === 'station');
  return (
    <table className="study-confusion">
      <caption>{t('study.confusion')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('study.reference')}</th>
          {said.map((rating) => (
            <th key={rating} scope="col">
              {t(ratingWords[rating])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(['good', 'defect'] as const).map((reference) => (
          <tr key={reference}>
            <th scope="row">{t(ratingWords[reference])}</th>
            {said.map((rating) => (
              <td key={rating} data-wrong={rating !== reference && confusion[reference][rating] > 0}>
                {numbers.count(confusion[reference][rating])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
